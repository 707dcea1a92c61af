/// Help, manual pages and completion scripts, all made from the descriptions of the commands.
@NullMarked
package io.gnocchi.client.manual;

import org.jspecify.annotations.NullMarked;
