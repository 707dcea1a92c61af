/// What a deployment takes, before there is one: bytes, requests, dollars.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.plan;
