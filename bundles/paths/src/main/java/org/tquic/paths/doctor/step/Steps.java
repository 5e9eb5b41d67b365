package org.tquic.paths.doctor.step;

import java.time.InstantSource;
import java.util.List;
import org.tquic.api.bond.RoleControl;
import org.tquic.api.doctor.DoctorRequest;

/** All steps in the order that they are taken. */
public final class Steps {
  private Steps() {}

  /**
   * The steps.
   *
   * @param role the running role, or null
   * @param clock the machine's
   * @param request what is wanted of those that are taken on request
   */
  public static List<Step> all(RoleControl role, InstantSource clock, DoctorRequest request) {
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
        new NatStep(),
        new CapacityStep(request.capacitySeconds(), request.metered()),
        new PortalStep(),
        new ClockStep(clock),
        new BondStep(role),
        new NatTimeoutStep(role, request.natTimeout()));
  }
}
