/// Objects in S3, or in a server that speaks its protocol.
@NullMarked
package io.gnocchi.server.s3;

import org.jspecify.annotations.NullMarked;
