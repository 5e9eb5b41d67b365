package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.tquic.api.link.LinkInfo;

/** Writes down what is published, in order. */
final class Journal implements WanPublisher.Board {
  enum What {
    POSTED,
    UPDATED,
    WITHDRAWN
  }

  record Entry(What what, LinkInfo link) {
    boolean is(What wanted, String name) {
      return what == wanted && link.name().equals(name);
    }
  }

  final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();

  @Override
  public WanPublisher.Notice post(LinkInfo link) {
    entries.add(new Entry(What.POSTED, link));
    return new WanPublisher.Notice() {
      private LinkInfo last = link;

      @Override
      public void update(LinkInfo now) {
        last = now;
        entries.add(new Entry(What.UPDATED, now));
      }

      @Override
      public void withdraw() {
        entries.add(new Entry(What.WITHDRAWN, last));
      }
    };
  }

  /** The next entry, which must come soon. */
  Entry next() throws InterruptedException {
    Entry entry = entries.poll(10, TimeUnit.SECONDS);
    assertThat(entry).as("an entry in time").isNotNull();
    return entry;
  }

  /** The next entry that is wanted; others are passed over. */
  LinkInfo await(Predicate<Entry> wanted) throws InterruptedException {
    while (true) {
      Entry entry = next();
      if (wanted.test(entry)) {
        return entry.link();
      }
    }
  }
}
