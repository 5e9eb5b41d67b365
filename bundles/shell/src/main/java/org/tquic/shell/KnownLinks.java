package org.tquic.shell;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.tquic.api.TquicException;
import org.tquic.api.link.LinkDirectory;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkRole;
import org.tquic.api.link.WanLink;

/** The links that commands are about. */
final class KnownLinks {
  private KnownLinks() {}

  /**
   * All links, by index.
   *
   * @param directory or null, and then only WANs are known
   * @throws TquicException when nothing is known
   */
  static List<LinkInfo> of(LinkDirectory directory, Collection<WanLink> wanLinks) {
    if (directory != null) {
      return directory.links();
    }
    if (wanLinks.isEmpty()) {
      throw new TquicException(
          "Link discovery is not running in this process.",
          "`felix:lb` shows whether its bundle org.tquic.discovery is active, and the log says why"
              + " not.");
    }
    return wanLinks.stream()
        .map(WanLink::info)
        .sorted(Comparator.comparingInt(LinkInfo::index))
        .toList();
  }

  /** Those that the doctor looks at: WANs, and what the operator switched off. */
  static List<LinkInfo> toExamine(LinkDirectory directory, Collection<WanLink> wanLinks) {
    return of(directory, wanLinks).stream()
        .filter(link -> link.role() == LinkRole.WAN || link.role() == LinkRole.DISABLED)
        .toList();
  }
}
