/// The commands: what each takes, asks of the server and tells.
@NullMarked
package io.gnocchi.client.commands;

import org.jspecify.annotations.NullMarked;
