package org.tquic.quic.sim;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The text form of a profile: takes one KEY=VALUE after the other. */
final class LinkSettings {
  private long rateBytesPerSecond;
  private long delayNs;
  private long jitterNs;
  private boolean overtaking;
  private double loss;
  private double burst;
  private double reorder;
  private long reorderNs;
  private double duplicate;
  private double corrupt;
  private long queueBytes;
  private long ceThresholdBytes;
  private boolean clearsEcn;
  private int mtuBytes;

  LinkSettings(LinkProfile from) {
    rateBytesPerSecond = from.rateBytesPerSecond();
    delayNs = from.delayNs();
    jitterNs = from.jitterNs();
    overtaking = from.overtaking();
    loss = from.loss();
    burst = from.burst();
    reorder = from.reorder();
    reorderNs = from.reorderNs();
    duplicate = from.duplicate();
    corrupt = from.corrupt();
    queueBytes = from.queueBytes();
    ceThresholdBytes = from.ceThresholdBytes();
    clearsEcn = from.clearsEcn();
    mtuBytes = from.mtuBytes();
  }

  void apply(String setting) {
    int equals = setting.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("'" + setting + "' is not KEY=VALUE");
    }
    apply(setting.substring(0, equals), setting.substring(equals + 1));
  }

  private void apply(String key, String value) {
    switch (key) {
      case "rate" -> rateBytesPerSecond = Units.rate(value);
      case "delay" -> delayNs = Units.time(value);
      case "jitter" -> jitterNs = Units.time(value);
      case "overtaking" -> overtaking = Units.onOff(value);
      case "loss" -> loss = Units.share(value);
      case "burst" -> burst = Units.burst(value);
      case "reorder" -> reorder = Units.share(value);
      case "reorder-by" -> reorderNs = Units.time(value);
      case "duplicate" -> duplicate = Units.share(value);
      case "corrupt" -> corrupt = Units.share(value);
      case "queue" -> queueBytes = Units.size(value);
      case "ce-above" -> ceThresholdBytes = Units.size(value);
      case "clear-ecn" -> clearsEcn = Units.onOff(value);
      case "mtu" -> mtuBytes = mtu(value);
      default -> throw unknown(key);
    }
  }

  private static int mtu(String value) {
    long bytes = Units.size(value);
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("'" + value + "' is too large");
    }
    return (int) bytes;
  }

  /** Whether each setting by itself is well-formed, whatever profile it will meet. */
  static void check(String settings) {
    for (String setting : settings.split(" ")) {
      LinkSettings one = new LinkSettings(LinkProfile.PERFECT);
      one.apply(setting);
      // Its range is checked above; which shares of loss go with a burst depends on the other
      // settings.
      one.burst = 1;
      one.profile();
    }
  }

  LinkProfile profile() {
    return new LinkProfile(
        rateBytesPerSecond,
        delayNs,
        jitterNs,
        overtaking,
        loss,
        burst,
        reorder,
        reorderNs,
        duplicate,
        corrupt,
        queueBytes,
        ceThresholdBytes,
        clearsEcn,
        mtuBytes);
  }

  /** The settings of some keys, separated by blanks, in the text form. */
  static String only(LinkProfile profile, String keys) {
    Map<String, String> all = values(profile);
    return Arrays.stream(keys.strip().split("\\s+"))
        .map(key -> entry(key, all.get(key)))
        .collect(Collectors.joining(" "));
  }

  static String format(LinkProfile profile) {
    return values(profile).entrySet().stream()
        .map(e -> entry(e.getKey(), e.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String entry(String key, String value) {
    if (value == null) {
      throw unknown(key);
    }
    return key + "=" + value;
  }

  private static Map<String, String> values(LinkProfile profile) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("rate", Units.formatRate(profile.rateBytesPerSecond()));
    values.put("delay", Units.formatTime(profile.delayNs()));
    values.put("jitter", Units.formatTime(profile.jitterNs()));
    values.put("overtaking", Units.formatOnOff(profile.overtaking()));
    values.put("loss", Double.toString(profile.loss()));
    values.put("burst", Double.toString(profile.burst()));
    values.put("reorder", Double.toString(profile.reorder()));
    values.put("reorder-by", Units.formatTime(profile.reorderNs()));
    values.put("duplicate", Double.toString(profile.duplicate()));
    values.put("corrupt", Double.toString(profile.corrupt()));
    values.put("queue", Units.formatSize(profile.queueBytes()));
    values.put("ce-above", Units.formatSize(profile.ceThresholdBytes()));
    values.put("clear-ecn", Units.formatOnOff(profile.clearsEcn()));
    values.put("mtu", Units.formatSize(profile.mtuBytes()));
    return values;
  }

  private static IllegalArgumentException unknown(String key) {
    return new IllegalArgumentException(
        "unknown setting '"
            + key
            + "'; there are "
            + String.join(", ", values(LinkProfile.PERFECT).keySet()));
  }
}
