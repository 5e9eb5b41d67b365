package org.tquic.paths.doctor.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tquic.api.doctor.StepResult;
import org.tquic.api.link.LinkInfo;

/** All that an examination saw of one link. Written by one thread, read when that is done. */
public final class LinkFacts {
  private final LinkInfo link;
  private final List<StepResult> steps = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();

  /** Nothing is known but the link. */
  public LinkFacts(LinkInfo link) {
    this.link = link;
  }

  /** The link. */
  public LinkInfo link() {
    return link;
  }

  /** A step is done. */
  public void add(StepResult step) {
    steps.add(step);
  }

  /** Something was seen. */
  public void add(Fact fact) {
    facts.add(fact);
  }

  /** The steps so far. */
  public List<StepResult> steps() {
    return List.copyOf(steps);
  }

  /** The step of that name, if it was taken. */
  public Optional<StepResult> step(String name) {
    return steps.stream().filter(step -> step.step().equals(name)).findFirst();
  }

  /** Whether a step was taken and does not hold. */
  public boolean failed(String name) {
    return step(name).filter(step -> step.result() == StepResult.Result.FAIL).isPresent();
  }

  /** The fact of a kind, if there is one. */
  public <T extends Fact> Optional<T> find(Class<T> kind) {
    return facts.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** The handshake with the engine in use, or with the independent one. */
  public Optional<Fact.Handshake> handshake(boolean inUse) {
    return facts.stream()
        .filter(Fact.Handshake.class::isInstance)
        .map(Fact.Handshake.class::cast)
        .filter(handshake -> handshake.inUse() == inUse)
        .findFirst();
  }

  /** Whether the engine in use gets through to the server. */
  public boolean works() {
    return handshake(true).filter(Fact.Handshake::passed).isPresent();
  }

  /** Whether this came back for one of the datagrams. */
  public boolean answers(Fact.UdpAnswer answer) {
    return facts.contains(answer);
  }
}
