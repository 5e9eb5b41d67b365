package org.tquic.system;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tquic.lab.LabAvailability;
import org.tquic.lab.LabException;

/** Skips tests of classes marked {@link NeedsLab} where there can be no lab, saying why. */
final class LabCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean iperf3 =
        context
            .getTestClass()
            .map(type -> type.getAnnotation(NeedsLab.class))
            .map(NeedsLab::iperf3)
            .orElse(false);
    if (context.getTestMethod().isPresent()) {
      return ConditionEvaluationResult.enabled("decided for the class");
    }
    Optional<LabException> obstacle =
        LabAvailability.obstacle(iperf3 ? List.of("iperf3") : List.of());
    return obstacle
        .map(
            reason -> {
              String why = reason.getMessage() + ". " + reason.remedy();
              System.out.println("Lab tests are skipped: " + why);
              return ConditionEvaluationResult.disabled(why);
            })
        .orElseGet(() -> ConditionEvaluationResult.enabled("this user can have a lab"));
  }
}
