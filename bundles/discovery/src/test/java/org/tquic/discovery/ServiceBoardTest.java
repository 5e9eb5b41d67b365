package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkRole;
import org.tquic.api.link.WanLink;

class ServiceBoardTest {
  private final List<Map<String, Object>> shown = new ArrayList<>();
  private WanLink service;
  private boolean registered;

  /** A bundle context that keeps one registration. */
  private BundleContext context() {
    ServiceRegistration<?> registration =
        (ServiceRegistration<?>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServiceRegistration.class},
                (_, method, arguments) -> {
                  switch (method.getName()) {
                    case "setProperties" -> shown.add(map(arguments[0]));
                    case "unregister" -> {
                      if (!registered) {
                        throw new IllegalStateException("not registered");
                      }
                      registered = false;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                  }
                  return null;
                });
    return (BundleContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (_, method, arguments) -> {
              if (!method.getName().equals("registerService")) {
                // What a tracker of listeners asks for: there are none.
                return null;
              }
              assertThat(arguments[0]).isEqualTo(WanLink.class);
              service = (WanLink) arguments[1];
              shown.add(map(arguments[2]));
              registered = true;
              return registration;
            });
  }

  private static Map<String, Object> map(Object properties) {
    Dictionary<?, ?> dictionary = (Dictionary<?, ?>) properties;
    return Collections.list(dictionary.keys()).stream()
        .collect(Collectors.toMap(String::valueOf, dictionary::get));
  }

  static LinkInfo wan(boolean carrier, String... addresses) {
    return new LinkInfo(
        "wan1",
        2,
        LinkKind.USB_TETHER,
        "rndis_host",
        "usb1/1-2",
        1500,
        carrier,
        true,
        List.of(addresses).stream().map(InetAddress::ofLiteral).toList(),
        List.of(InetAddress.ofLiteral("192.0.2.1")),
        100,
        LinkRole.WAN,
        "default route");
  }

  @Test
  void propertiesAndServiceFollowTheLink() {
    LinkInfo first = wan(true, "192.0.2.2");
    WanPublisher.Notice notice = new ServiceBoard(context()).post(first);
    assertThat(service.info()).isSameAs(first);
    assertThat(shown.getLast())
        .containsOnly(
            entry(WanLink.NAME, "wan1"),
            entry(WanLink.ID, "name:wan1"),
            entry(WanLink.ALIAS, "wan1"),
            entry(WanLink.METERED, true),
            entry(WanLink.TIER, 1),
            entry(WanLink.USED_UP, false),
            entry(WanLink.KIND, "USB_TETHER"),
            entry(WanLink.CARRIER, true),
            entry(WanLink.ADDRESSES, new String[] {"192.0.2.2"}),
            entry(WanLink.GATEWAYS, new String[] {"192.0.2.1"}),
            entry(WanLink.METRIC, 100L));
    LinkInfo second = wan(false, "192.0.2.2", "2001:db8::2");
    notice.update(second);
    assertThat(service.info()).isSameAs(second);
    assertThat(shown.getLast()).contains(entry(WanLink.CARRIER, false));
    assertThat((String[]) shown.getLast().get(WanLink.ADDRESSES)).hasSize(2);
    notice.withdraw();
    assertThat(registered).isFalse();
    // The framework may have been first.
    notice.withdraw();
  }
}
