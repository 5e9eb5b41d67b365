package org.tquic.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.linux.socket.UdpPair.at;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Poller;
import org.tquic.linux.socket.UdpPair.Datagram;

class UdpReceiveBatchTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,0.0.0.0,127.0.0.2",
    "0.0.0.0,0.0.0.0,127.0.0.3",
    "::1,::,::1",
    "::,::,::1",
    // IPv4 on IPv6 sockets.
    "::,::,127.0.0.4",
    "127.0.0.1,::,127.0.0.5",
    "::,127.0.0.1,127.0.0.1"
  })
  void ownAddressAndCodepointAreSeenAndUsed(String from, String at, String to) {
    try (UdpPair pair = new UdpPair(from, at, true);
        UdpSendQueue answers = new UdpSendQueue(pair.receiver);
        UdpReceiveBatch<UdpPair.Addresses> inbox =
            new UdpReceiveBatch<>(pair.sender, 2000, UdpPair.Addresses::new);
        Poller poller = new Poller(1)) {
      poller.add(pair.sender.fd(), Poller.READABLE);
      for (int ecn = 0; ecn < 4; ecn++) {
        pair.add(to, ecn, new byte[] {1, 2, 3});
        pair.queue.flush();
        assertThat(pair.queue.takeError()).isNull();
        Datagram request = pair.receive(1).getFirst();
        assertThat(request.ecn()).isEqualTo(ecn);
        InetSocketAddress own = request.addresses().local();
        assertThat(own).isEqualTo(at(to, pair.receiver.localAddress().getPort()));
        InetSocketAddress peer = request.addresses().remote();
        assertThat(peer.getPort()).isEqualTo(pair.sender.localAddress().getPort());

        answers.add(own, peer, 3 - ecn, new byte[] {4}, 0, 1);
        answers.flush();
        assertThat(answers.takeError()).isNull();
        assertThat(poller.poll(20_000_000_000L)).as("an answer in time").isTrue();
        assertThat(inbox.receive()).isOne();
        assertThat(inbox.ecn(0)).isEqualTo(3 - ecn);
        assertThat(inbox.path(0).remote()).isEqualTo(own);
        assertThat(inbox.path(0).local()).isEqualTo(peer);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSameAddressesAreTheSameObject(boolean groups) {
    try (UdpPair pair = new UdpPair("127.0.0.1", "0.0.0.0", groups)) {
      pair.add("127.0.0.1", 0, new byte[10]);
      pair.add("127.0.0.2", 0, new byte[10]);
      pair.add("127.0.0.1", 0, new byte[10]);
      pair.queue.flush();
      List<Datagram> got = pair.receive(3);
      assertThat(got.get(2).addresses()).isSameAs(got.get(0).addresses());
      assertThat(got.get(1).addresses()).isNotEqualTo(got.get(0).addresses());
    }
  }

  @Test
  void whatIsTooLongForTheMemoryIsCounted() {
    try (UdpPair pair = new UdpPair("127.0.0.1", "127.0.0.1", false)) {
      pair.add("127.0.0.1", 0, new byte[5000]);
      pair.add("127.0.0.1", 0, new byte[2000]);
      pair.queue.flush();
      assertThat(pair.receive(1).getFirst().payload()).hasSize(2000);
      assertThat(pair.batch.truncated()).isOne();
    }
  }

  @Test
  void moreThanABatchIsThereNextTime() {
    try (UdpPair pair = new UdpPair("127.0.0.1", "127.0.0.1", true)) {
      int count = 3 * pair.batch.capacity() + 1;
      for (int i = 0; i < count; i++) {
        // Lengths that rise are not joined.
        pair.add("127.0.0.1", 0, new byte[1 + i]);
      }
      pair.queue.flush();
      assertThat(pair.receive(count)).hasSize(count);
      assertThat(pair.batch.receive()).isZero();
    }
  }

  @Test
  void aConnectedSocketHearsThatNobodyListens() {
    InetSocketAddress nobody;
    try (LinuxUdpSocket once = LinuxUdpSocket.open(at("127.0.0.1", 0), "", null)) {
      nobody = once.localAddress();
    }
    try (LinuxUdpSocket socket = LinuxUdpSocket.open(at("0.0.0.0", 0), "", nobody);
        UdpSendQueue queue = new UdpSendQueue(socket);
        UdpReceiveBatch<String> batch = new UdpReceiveBatch<>(socket, 2000, (a, b) -> "path")) {
      assertThat(socket.localAddress().getAddress()).isEqualTo(nobody.getAddress());
      queue.add(socket.localAddress(), nobody, 0, new byte[1], 0, 1);
      assertThat(queue.flush()).isEqualTo(UdpSendQueue.Result.DONE);
      assertThatThrownBy(batch::receive)
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
      assertThat(batch.receive()).isZero();
      // Told at the next datagram instead, it does not keep that one back.
      queue.add(socket.localAddress(), nobody, 0, new byte[1], 0, 1);
      queue.flush();
      queue.add(socket.localAddress(), nobody, 0, new byte[1], 0, 1);
      queue.flush();
      assertThat(queue.takeError()).isNull();
      assertThatThrownBy(batch::receive).isInstanceOf(LinuxException.class);
    }
  }
}
