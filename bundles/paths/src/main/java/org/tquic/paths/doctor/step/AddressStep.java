package org.tquic.paths.doctor.step;

import static java.util.stream.Collectors.joining;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.tquic.api.doctor.StepResult;
import org.tquic.paths.doctor.finding.StepName;

/** Whether the link has an address of the server's family. */
final class AddressStep implements Step {
  @Override
  public String name() {
    return StepName.ADDRESS;
  }

  @Override
  public boolean isNeeded() {
    return true;
  }

  @Override
  public StepResult take(LinkCase link) {
    List<InetAddress> own = link.info().addresses();
    if (own.isEmpty()) {
      return fail("no global address");
    }
    String text = own.stream().map(InetAddress::getHostAddress).collect(joining(", "));
    if (link.server().addresses().isEmpty() || link.choose()) {
      return pass(text);
    }
    String family = link.server().addresses().getFirst() instanceof Inet6Address ? "IPv6" : "IPv4";
    return fail(text + ", but none of " + family + ", which the server has");
  }
}
