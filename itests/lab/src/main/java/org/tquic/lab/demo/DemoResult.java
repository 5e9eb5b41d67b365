package org.tquic.lab.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the demonstration found.
 *
 * @param links its links
 * @param flows TCP flows per transfer
 * @param congestion of the TCP flows
 * @param seconds it took, all in all
 */
record DemoResult(
    List<DemoLink> links,
    int flows,
    String congestion,
    DirectionResult download,
    DirectionResult upload,
    double seconds) {

  double ceilingMbps() {
    return links.stream().mapToDouble(DemoLink::ceilingMbps).sum();
  }

  /** One document; the figures at its top are those of the download, the stall is the worse one. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("singleMbps", download.singleMbps());
    map.put("bondedMbps", download.bondedMbps());
    map.put("ceilingMbps", ceilingMbps());
    map.put("percentOfCeiling", 100 * download.bondedMbps() / ceilingMbps());
    map.put("stallMs", Math.max(download.stallMs(), upload.stallMs()));
    map.put("flows", flows);
    map.put("congestion", congestion);
    List<Object> linkMaps = new ArrayList<>();
    for (DemoLink link : links) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", link.label());
      one.put("rateMbps", link.rateMbps());
      one.put("rttMs", link.rttMs());
      linkMaps.add(one);
    }
    map.put("links", linkMaps);
    map.put("download", download.toMap(ceilingMbps()));
    map.put("upload", upload.toMap(ceilingMbps()));
    map.put("seconds", seconds);
    return map;
  }

  /** A table for people, within 80 columns. */
  String summary() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%-34s %12s %12s",
        "Mbit/s, " + flows + " TCP flows (" + congestion + ")",
        "download",
        "upload");
    for (int i = 0; i < links.size(); i++) {
      line(
          text,
          "%-34s %12.1f %12.1f",
          links.get(i).label() + " alone",
          download.singleMbps().get(i),
          upload.singleMbps().get(i));
    }
    line(text, "%-34s %12.1f %12.1f", "both bonded", download.bondedMbps(), upload.bondedMbps());
    line(
        text,
        "%-34s %11.0f%% %11.0f%%",
        String.format(Locale.ROOT, "of the ceiling (%.1f Mbit/s)", ceilingMbps()),
        100 * download.bondedMbps() / ceilingMbps(),
        100 * upload.bondedMbps() / ceilingMbps());
    line(
        text,
        "%-34s %12.1f %12.1f",
        "while one link was cut",
        download.duringCutMbps(),
        upload.duringCutMbps());
    line(
        text,
        "%-34s %9.0f ms %9.0f ms",
        "longest stall at the cut",
        download.stallMs(),
        upload.stallMs());
    line(
        text,
        "%-34s %12s %12s",
        "link used again after",
        seconds(download.returnMs()),
        seconds(upload.returnMs()));
    text.append('\n');
    text.append(
        "The ceiling is what the links' rates leave after Ethernet, IP, UDP and QUIC headers.\n");
    text.append("No connection was lost: every byte arrived and was compared.\n");
    return text.toString();
  }

  private static String seconds(double ms) {
    return ms < 0 ? "not seen" : String.format(Locale.ROOT, "%.1f s", ms / 1000);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
