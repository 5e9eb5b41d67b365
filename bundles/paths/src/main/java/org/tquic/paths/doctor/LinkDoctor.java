package org.tquic.paths.doctor;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.bond.RoleControl;
import org.tquic.api.doctor.Doctor;
import org.tquic.api.doctor.DoctorEvent;
import org.tquic.api.doctor.DoctorRequest;
import org.tquic.api.doctor.DoctorTarget;
import org.tquic.api.doctor.LinkFinding;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.link.LinkInfo;
import org.tquic.paths.doctor.finding.Judge;
import org.tquic.paths.doctor.finding.LinkFacts;
import org.tquic.paths.doctor.step.Engines;
import org.tquic.paths.doctor.step.LinkCase;
import org.tquic.paths.doctor.step.Step;
import org.tquic.paths.doctor.step.Steps;

/** The doctor: walks all links at the same time, then judges them together. */
@Component
public final class LinkDoctor implements Doctor {
  /** For the verdicts, and for calls that are under way when the time is up. */
  private static final Duration RESERVE = Duration.ofSeconds(1);

  private static final Duration RESOLUTION = Duration.ofSeconds(3);

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  private final Collection<QuicEngine> engines = new CopyOnWriteArrayList<>();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile DoctorTarget target;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile RoleControl role;

  @Override
  public List<LinkFinding> examine(DoctorRequest request, Consumer<DoctorEvent> live)
      throws InterruptedException {
    long endNs = System.nanoTime() + bound(request).minus(RESERVE).toNanos();
    DoctorTarget known = target;
    // System calls hold a virtual thread's carrier while they wait, and small routers have one.
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("tquic-doctor-", 0).daemon().factory());
    try (Engines started = start(known)) {
      LinkCase.Server server = resolve(known, threads);
      List<LinkCase> cases =
          request.links().stream()
              .map(
                  link ->
                      new LinkCase(
                          new LinkFacts(link), server, others(link, request), started, endNs))
              .toList();
      List<Step> steps = Steps.all(role, InstantSource.system(), request);
      return walk(cases, new LinkWalk(steps, live), threads);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Duration bound(DoctorRequest request) {
    Duration bound = request.natTimeout() ? BOUND.plus(NAT_TIMEOUT_BOUND) : BOUND;
    return request.capacitySeconds() == 0
        ? bound
        : bound.plus(
            CAPACITY_BOUND
                .plusSeconds(2L * request.capacitySeconds())
                .multipliedBy(request.links().size()));
  }

  private List<LinkFinding> walk(List<LinkCase> cases, LinkWalk walk, ExecutorService threads)
      throws InterruptedException {
    try {
      List<Future<LinkFacts>> walks = new ArrayList<>();
      for (LinkCase link : cases) {
        walks.add(threads.submit(() -> walk.of(link)));
      }
      List<LinkFacts> all = new ArrayList<>();
      for (Future<LinkFacts> one : walks) {
        all.add(one.get());
      }
      return Judge.conclude(all);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the examination of a link failed", e.getCause());
    } finally {
      // Before the loops end that they use.
      threads.shutdownNow();
    }
  }

  private static List<String> others(LinkInfo link, DoctorRequest request) {
    return request.links().stream()
        .filter(other -> other.index() != link.index() && other.up() && other.carrier())
        .map(LinkInfo::name)
        .toList();
  }

  private Engines start(DoctorTarget known) {
    if (known == null) {
      return Engines.start(Optional.empty(), Optional.empty());
    }
    Predicate<QuicEngine> inUse = engine -> engine.id().equals(known.engine());
    return Engines.start(
        engines.stream().filter(inUse).findFirst(),
        engines.stream().filter(inUse.negate()).findFirst());
  }

  /** Name servers may be out of reach for the very reason that is looked for. */
  private static LinkCase.Server resolve(DoctorTarget known, ExecutorService threads)
      throws InterruptedException {
    if (known == null) {
      return new LinkCase.Server(null, List.of(), "this machine is not paired with a server");
    }
    try {
      InetAddress[] addresses =
          threads
              .submit(() -> InetAddress.getAllByName(known.host()))
              .get(RESOLUTION.toMillis(), TimeUnit.MILLISECONDS);
      return new LinkCase.Server(known, List.of(addresses), "");
    } catch (ExecutionException | TimeoutException e) {
      return new LinkCase.Server(
          known,
          List.of(),
          "the name " + known.host() + " cannot be resolved: check the name server");
    }
  }
}
