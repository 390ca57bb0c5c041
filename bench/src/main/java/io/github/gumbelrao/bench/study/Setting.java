package io.github.gumbelrao.bench.study;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a component of a plan is called, and what its option does; see {@link PlanSettings}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /** What the option does; empty if the component has no help of its own. */
  String value() default "";

  /** Stands for the option's value in the help; by its type if empty. */
  String label() default "";

  /** The name in {@code run.json}; that of the component if empty. */
  String name() default "";

  /** The name of the option, in the style of {@link #name}, which it is if empty. */
  String option() default "";
}
