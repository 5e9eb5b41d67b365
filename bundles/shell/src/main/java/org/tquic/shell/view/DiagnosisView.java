package org.tquic.shell.view;

import java.util.Locale;
import org.tquic.shell.doctor.Diagnosis;
import org.tquic.shell.doctor.Diagnosis.Finding;
import org.tquic.shell.doctor.Diagnosis.Step;

/** A server's diagnosis as a list of steps per path. */
public final class DiagnosisView {
  private DiagnosisView() {}

  /** The view, at most {@code width} columns wide. */
  public static String format(Diagnosis diagnosis, int width) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : diagnosis.links()) {
      text.append(Paragraph.format(finding.link() + ": ", verdict(finding), width));
      for (Step step : finding.steps()) {
        String label = String.format("  %-4s  %-7s  ", step.passed() ? "ok" : "FAIL", step.name());
        boolean waiting = finding.verdict() == Diagnosis.Verdict.WAITING;
        text.append(
            Paragraph.format(
                waiting && !step.passed() ? label.replace("FAIL", "wait") : label,
                step.evidence(),
                width));
      }
      if (!finding.remedy().isEmpty()) {
        text.append(Paragraph.format("  to do: ", finding.remedy(), width));
      }
      text.append('\n');
    }
    return text + Paragraph.format("", diagnosis.summary(), width);
  }

  private static String verdict(Finding finding) {
    return switch (finding.verdict()) {
      case OK -> "works";
      case OFF -> "switched off";
      case WAITING, FAULT -> finding.verdict().name().toLowerCase(Locale.ROOT);
    };
  }
}
