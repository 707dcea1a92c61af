/// The metricd journey: lease, fold, write, commit; compaction; retention; expunge.
package io.gnocchi.core.processing;
