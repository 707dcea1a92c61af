/// What a measure, a query and a metric cost as metrics become many.
@NullMarked
package io.gnocchi.lab.growth;

import org.jspecify.annotations.NullMarked;
