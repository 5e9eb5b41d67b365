package org.tquic.bond.sim;

import java.util.List;

/** The cases that schedulers are compared in. */
public final class Scenarios {
  private static final String CABLE = "rate=50mbit delay=16.5ms queue=250kb";
  private static final String PHONE = "rate=30mbit delay=30ms queue=250kb";

  /** Two of the same. */
  public static final Scenario EQUAL = Scenario.of("equal 50+50", CABLE, CABLE);

  /** Round trips of 33 and 60 ms. */
  public static final Scenario UNEQUAL = Scenario.of("50+30", CABLE, PHONE);

  /** Fast ones. */
  public static final Scenario FAST =
      Scenario.of(
          "300+80", "rate=300mbit delay=5ms queue=600kb", "rate=80mbit delay=15ms queue=400kb");

  /** One that hardly helps. */
  public static final Scenario TEN_TO_ONE =
      Scenario.of(
          "100+10", "rate=100mbit delay=10ms queue=300kb", "rate=10mbit delay=25ms queue=150kb");

  /** Jitter and loss as the lab's case A has them. */
  public static final Scenario JITTER =
      Scenario.of("jitter 15 ms", CABLE, PHONE + " jitter=15ms loss=0.5%");

  /** A mobile link that loses. */
  public static final Scenario LOSSY = Scenario.of("loss 2 %", CABLE, PHONE + " loss=2%");

  /** A mobile link with a queue of half a second. */
  public static final Scenario BUFFERBLOAT =
      Scenario.of("bufferbloat", CABLE, "rate=20mbit delay=30ms queue=1250kb");

  /** The faster one dies and comes back. */
  public static final Scenario FAST_DIES =
      Scenario.of("50 dies, +30", CABLE, PHONE).withOutage(0, 8, 12);

  /** The slower one dies and comes back. */
  public static final Scenario SLOW_DIES =
      Scenario.of("50, +30 dies", CABLE, PHONE).withOutage(1, 8, 12);

  /** All of them. */
  public static final List<Scenario> ALL =
      List.of(EQUAL, UNEQUAL, FAST, TEN_TO_ONE, JITTER, LOSSY, BUFFERBLOAT, FAST_DIES, SLOW_DIES);

  private Scenarios() {}
}
