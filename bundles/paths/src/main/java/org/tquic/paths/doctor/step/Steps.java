package org.tquic.paths.doctor.step;

import java.time.InstantSource;
import java.util.List;
import org.tquic.api.bond.RoleControl;

/** All steps in the order that they are taken. */
public final class Steps {
  private Steps() {}

  /**
   * The steps.
   *
   * @param role the running role, or null
   * @param clock the machine's
   * @param natTimeout whether to wait for what is learnt of NATs
   */
  public static List<Step> all(RoleControl role, InstantSource clock, boolean natTimeout) {
    return List.of(
        new DeviceStep(),
        new CarrierStep(),
        new AddressStep(),
        new ServerStep(),
        new RouteStep(),
        new EchoStep(),
        new VersionStep(),
        new SmallUdpStep(),
        new HandshakeStep(false),
        new HandshakeStep(true),
        new ChallengeStep(),
        new SizeStep(),
        new LossStep(),
        new PortalStep(),
        new ClockStep(clock),
        new BondStep(role),
        new NatTimeoutStep(role, natTimeout));
  }
}
