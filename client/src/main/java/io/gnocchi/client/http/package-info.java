/// Requests out, answers back: HTTP/1.1 on plain sockets, TLS, proxies, retries.
@NullMarked
package io.gnocchi.client.http;

import org.jspecify.annotations.NullMarked;
