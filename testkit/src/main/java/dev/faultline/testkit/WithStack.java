package dev.faultline.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a {@link TestStack} as a parameter of its constructor or its methods.
 *
 * <p>With the system property {@code faultline.stack=containers} every test runs on containers.
 * Without it, to run the same tests on both kinds, put them in an abstract class and give it two
 * subclasses that differ in this annotation; the one with containers has the tag {@code containers}
 * and is skipped, and says so, where there is no Docker.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(StackExtension.class)
public @interface WithStack {

  /** Which kind of stack. */
  StackKind value() default StackKind.EMBEDDED;
}
