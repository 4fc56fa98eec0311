package dev.faultline.testkit;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.DockerClientFactory;

/** Starts a stack when the first test asks for it; it ends with the last test of the JVM. */
final class StackExtension implements ParameterResolver, ExecutionCondition {

  private static final Namespace NAMESPACE = Namespace.create(StackExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (kind(context) == StackKind.CONTAINERS
        && !DockerClientFactory.instance().isDockerAvailable()) {
      return ConditionEvaluationResult.disabled(
          "There is no Docker here, so these tests do not run on containers."
              + " Their twins on the embedded stack do.");
    }
    return ConditionEvaluationResult.enabled("the stack is available");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestStack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(kind(context), StackExtension::start, TestStack.class);
  }

  private static StackKind kind(ExtensionContext context) {
    return "containers".equals(System.getProperty("faultline.stack"))
        ? StackKind.CONTAINERS
        : context.getRequiredTestClass().getAnnotation(WithStack.class).value();
  }

  /** The store closes what it holds when the last test has run. */
  private static TestStack start(StackKind kind) {
    return switch (kind) {
      case EMBEDDED -> EmbeddedStack.start();
      case CONTAINERS -> ContainerStack.start();
    };
  }
}
