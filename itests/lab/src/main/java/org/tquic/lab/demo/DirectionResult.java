package org.tquic.lab.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one direction showed.
 *
 * @param singleMbps payload over each link alone and without the bond, Mbit/s
 * @param bondedMbps payload over the bond with all links, Mbit/s
 * @param cutLink name of the link that was cut
 * @param stallMs longest time without a byte on a flow around the cut, milliseconds
 * @param duringCutMbps payload while the link was cut, Mbit/s
 * @param returnMs from the link's return to traffic on it again, milliseconds; -1 when there was
 *     none before the transfer ended
 */
record DirectionResult(
    List<Double> singleMbps,
    double bondedMbps,
    String cutLink,
    double stallMs,
    double duringCutMbps,
    double returnMs) {

  double bestSingleMbps() {
    return singleMbps.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  Map<String, Object> toMap(double ceilingMbps) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("singleMbps", singleMbps);
    map.put("bondedMbps", bondedMbps);
    map.put("percentOfCeiling", 100 * bondedMbps / ceilingMbps);
    map.put("cutLink", cutLink);
    map.put("stallMs", stallMs);
    map.put("duringCutMbps", duringCutMbps);
    map.put("returnMs", returnMs);
    return map;
  }
}
