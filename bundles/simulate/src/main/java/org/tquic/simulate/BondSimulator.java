package org.tquic.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.TquicException;
import org.tquic.api.bond.PluginTrouble;
import org.tquic.api.simulation.LinkTimeline;
import org.tquic.api.simulation.SimulationReport;
import org.tquic.api.simulation.SimulationRequest;
import org.tquic.api.simulation.Simulator;
import org.tquic.bond.core.BuiltInScheduler;
import org.tquic.quic.recovery.NewReno;
import org.tquic.simulate.chart.SvgChart;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** Simulates with the schedulers and congestion controllers that are installed. */
@Component
public final class BondSimulator implements Simulator {
  private static final String REPLACED = "it failed, and the built-in took its place";

  private final List<PathSchedulerFactory> schedulers;
  private final List<CongestionControllerFactory> controllers;
  private final CongestionControllerFactory innerTcp;

  /**
   * Takes what is installed.
   *
   * @param innerTcp controller of the TCP flows inside the bond: what most senders on the internet
   *     run
   */
  @Activate
  public BondSimulator(
      @Reference(policyOption = ReferencePolicyOption.GREEDY) List<PathSchedulerFactory> schedulers,
      @Reference(policyOption = ReferencePolicyOption.GREEDY)
          List<CongestionControllerFactory> controllers,
      @Reference(target = "(" + CongestionControllerFactory.PROPERTY + "=cubic)")
          CongestionControllerFactory innerTcp) {
    this.schedulers = List.copyOf(schedulers);
    this.controllers = List.copyOf(controllers);
    this.innerTcp = innerTcp;
  }

  @Override
  public List<String> scenarios() {
    return Scenarios.NAMES;
  }

  @Override
  public String scenario(String name) {
    return Scenarios.text(name)
        .orElseThrow(
            () ->
                new TquicException(
                    "There is neither a file nor a scenario \"" + name + "\".",
                    "Scenarios that come with the program are "
                        + String.join(", ", Scenarios.NAMES)
                        + "."));
  }

  @Override
  public SimulationReport run(SimulationRequest request) {
    Scenario scenario = scenario(request);
    PathSchedulerFactory scheduler =
        chosen("scheduler", schedulers, PathSchedulerFactory::id, request.scheduler());
    CongestionControllerFactory congestion =
        chosen(
            "congestion controller",
            controllers,
            CongestionControllerFactory::id,
            request.congestion());
    BondBench bench = new BondBench(innerTcp, request.seed());
    BenchResult result = bench.run(scenario, scheduler, congestion);
    double best =
        IntStream.range(0, scenario.wans().size())
            .parallel()
            .mapToObj(link -> bench.run(scenario.alone(link), new BuiltInScheduler(), congestion))
            .mapToDouble(BenchResult::goodputBps)
            .max()
            .orElseThrow();
    return new SimulationReport(
        scenario.name(),
        request.scheduler(),
        request.congestion(),
        request.seed(),
        scenario.seconds(),
        result.goodputBps(),
        result.efficiency(),
        result.goodputBps() / best,
        result.voiceP50Ns(),
        result.voiceP99Ns(),
        result.voiceLost(),
        result.lateShare(),
        result.resentShare(),
        result.links(),
        troubles(request, result));
  }

  @Override
  public String chart(SimulationReport report) {
    return SvgChart.of(
        String.format(
            Locale.ROOT,
            "%s: %s + %s, %.1f Mbit/s, %.1f %% of what the links carry",
            report.scenario(),
            report.scheduler(),
            report.congestion(),
            report.goodputBps() * 8e-6,
            100 * report.efficiency()),
        report.links());
  }

  private static Scenario scenario(SimulationRequest request) {
    try {
      return Scenario.parse(request.name(), request.scenario());
    } catch (ScenarioException e) {
      throw new TquicException(request.name() + ", " + e.getMessage() + ".", e.remedy(), e);
    }
  }

  private static <T> T chosen(String kind, List<T> known, Function<T, String> id, String wanted) {
    return known.stream()
        .filter(one -> id.apply(one).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new TquicException(
                    "There is no " + kind + " \"" + wanted + "\".",
                    "There are "
                        + known.stream().map(id).sorted().collect(Collectors.joining(", "))
                        + "; --plugins names a folder with others."));
  }

  private static List<PluginTrouble> troubles(SimulationRequest request, BenchResult result) {
    List<PluginTrouble> troubles = new ArrayList<>();
    if (result.schedulerFaults() > 0) {
      troubles.add(
          new PluginTrouble(
              "scheduler",
              request.scheduler(),
              result.schedulerInUse().equals(request.scheduler())
                  ? "it decided what cannot be done"
                  : REPLACED,
              result.schedulerFaults()));
    }
    long failed =
        result.links().stream()
            .map(LinkTimeline::controller)
            .filter(inUse -> inUse.equals(NewReno.ID) && !inUse.equals(request.congestion()))
            .count();
    if (failed > 0) {
      troubles.add(
          new PluginTrouble("congestion controller", request.congestion(), REPLACED, failed));
    }
    return troubles;
  }
}
