/// What every daemon is made of: sockets that take datagrams and lines, a bounded place where
/// measures gather, the courier that hands them in, and one line a minute about all of it.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.daemon;
