package org.tquic.shell.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tquic.api.doctor.DoctorEvent;
import org.tquic.api.doctor.LinkFinding;
import org.tquic.api.doctor.StepResult;
import org.tquic.api.doctor.StepResult.Result;
import org.tquic.api.doctor.Verdict;
import org.tquic.shell.view.Table.Column;

/** An examination of links: each step when it is done, and the findings at the end. */
public final class FindingsView {
  private FindingsView() {}

  /** One step, ended by a newline. */
  public static String step(DoctorEvent event, int width) {
    StepResult step = event.result();
    String mark =
        switch (step.result()) {
          case PASS -> "ok";
          case FAIL -> "FAIL";
          case SKIP -> "--";
        };
    String label =
        String.format(Locale.ROOT, "%-6s %-4s  %-11s  ", event.link(), mark, step.step());
    return Paragraph.format(label, step.detail(), width);
  }

  /** The findings, a row per link, and what to do. */
  public static String format(List<LinkFinding> findings, int width) {
    if (findings.isEmpty()) {
      return Paragraph.format(
          "",
          "No WAN link was found: `tquic console links` tells why each is not one; `tquic console"
              + " link-enable NAME` forces one.",
          width);
    }
    Table table =
        new Table(Column.text("LINK"), Column.text("VERDICT"), Column.flexible("EVIDENCE"));
    for (LinkFinding finding : findings) {
      table.row(
          finding.name(), finding.verdict().wireName(), String.join("; ", finding.evidence()));
    }
    StringBuilder text = new StringBuilder(table.format(width));
    for (LinkFinding finding : findings) {
      if (finding.verdict() != Verdict.OK) {
        text.append('\n');
        for (String evidence : finding.evidence()) {
          text.append(Paragraph.format(finding.name() + ": ", evidence, width));
        }
        if (!finding.remedy().isEmpty()) {
          text.append(Paragraph.format("to do: ", finding.remedy(), width));
        }
      }
    }
    return text.toString();
  }

  /** One step for {@link Json}. */
  public static Map<String, Object> json(DoctorEvent event) {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("link", event.link());
    step.putAll(json(event.result()));
    return step;
  }

  /** The findings for {@link Json}. */
  public static Map<String, Object> json(List<LinkFinding> findings) {
    return Map.of("links", findings.stream().map(FindingsView::json).toList());
  }

  private static Map<String, Object> json(LinkFinding finding) {
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("name", finding.name());
    link.put("verdict", finding.verdict().wireName());
    link.put("evidence", finding.evidence());
    link.put("remedy", finding.remedy());
    link.put("steps", finding.steps().stream().map(FindingsView::json).toList());
    return link;
  }

  private static Map<String, Object> json(StepResult result) {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("step", result.step());
    step.put("result", json(result.result()));
    step.put("detail", result.detail());
    return step;
  }

  private static String json(Result result) {
    return result.name().toLowerCase(Locale.ROOT);
  }
}
