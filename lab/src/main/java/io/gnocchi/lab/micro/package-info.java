/// What single steps take, measured by JMH.
@NullMarked
package io.gnocchi.lab.micro;

import org.jspecify.annotations.NullMarked;
