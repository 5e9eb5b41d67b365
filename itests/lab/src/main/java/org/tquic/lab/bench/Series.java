package org.tquic.lab.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/** Repeated measurements of one thing. */
record Series(List<Double> values) {
  /** Measures so many times. */
  static Series of(int runs, DoubleSupplier measurement) {
    return new Series(DoubleStream.generate(measurement).limit(runs).boxed().toList());
  }

  /** The middle one, or the mean of both in the middle. */
  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The values in short, for people. */
  List<String> rounded() {
    return values.stream().map(value -> String.format(Locale.ROOT, "%.1f", value)).toList();
  }

  double max() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }

  /** The value that a share of all, 0 to 1, does not exceed; of values in ascending order. */
  static double percentile(List<Double> ascending, double share) {
    if (ascending.isEmpty()) {
      return Double.NaN;
    }
    int index = (int) Math.ceil(share * ascending.size()) - 1;
    return ascending.get(Math.clamp(index, 0, ascending.size() - 1));
  }
}
