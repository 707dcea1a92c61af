/// gnocchi.conf, the environment and the command line, read into records. Every option of the
/// original is known by name, so the file that ran the original runs this.
@NullMarked
package io.gnocchi.server.settings;

import org.jspecify.annotations.NullMarked;
