package org.tquic.congestion.auto;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** Chooses one of the other controllers for each path, by what the path shows, and says why. */
@Component(property = CongestionControllerFactory.PROPERTY + "=" + AutoPlugin.ID)
public final class AutoPlugin implements CongestionControllerFactory {
  static final String ID = "auto";

  /** Read by controllers on their loops, replaced as plug-ins come and go. */
  private volatile Installed installed = Installed.NONE;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(!(" + CongestionControllerFactory.PROPERTY + "=" + ID + "))")
  synchronized void bindController(CongestionControllerFactory factory) {
    installed = installed.with(factory);
  }

  synchronized void unbindController(CongestionControllerFactory factory) {
    installed = installed.without(factory);
  }

  @Override
  public String id() {
    return ID;
  }

  /**
   * Controllers for one path, one after the other.
   *
   * @throws IllegalStateException when there is nothing to choose from
   */
  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Auto(() -> installed, path, handover, nowNs);
  }
}
