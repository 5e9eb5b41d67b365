package org.tquic.paths.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EchoMessageTest {
  /** The sum of a message with a right checksum is all ones, RFC 1071. */
  @Property
  void requestsAreAsLongAsAskedAndHaveARightChecksum(
      @ForAll @IntRange(min = 28, max = 1500) int packetBytes,
      @ForAll @IntRange(max = 0xffff) int identifier,
      @ForAll @IntRange(max = 0xffff) int sequence) {
    byte[] request = EchoMessage.request(false, identifier, sequence, packetBytes);
    assertThat(request).hasSize(packetBytes - 20);
    assertThat(EchoMessage.checksum(request)).isZero();
  }

  @Test
  void aReplyIsKnownByItsIdentifier() {
    byte[] reply = EchoMessage.request(false, 0xabcd, 7, 64);
    assertThat(EchoMessage.replyTo(false, 0xabcd, reply, reply.length))
        .as("the request itself")
        .isEqualTo(EchoMessage.NONE);
    reply[0] = 0;
    assertThat(EchoMessage.replyTo(false, 0xabcd, reply, reply.length)).isEqualTo(7);
    assertThat(EchoMessage.replyTo(false, 0xabce, reply, reply.length)).isEqualTo(EchoMessage.NONE);
    assertThat(EchoMessage.replyTo(true, 0xabcd, reply, reply.length)).isEqualTo(EchoMessage.NONE);
    assertThat(EchoMessage.replyTo(false, 0xabcd, reply, 7)).isEqualTo(EchoMessage.NONE);
  }

  @Test
  void icmpv6HasItsOwnTypesAndLeavesTheChecksumToTheKernel() {
    byte[] request = EchoMessage.request(true, 1, 2, 1280);
    assertThat(request).hasSize(1240).startsWith(128, 0, 0, 0);
    request[0] = (byte) 129;
    assertThat(EchoMessage.replyTo(true, 1, request, request.length)).isEqualTo(2);
  }

  @Property
  void anythingIsAReplyOrNot(@ForAll @Size(max = 40) byte[] message, @ForAll boolean ipv6) {
    assertThat(EchoMessage.replyTo(ipv6, 0, message, message.length)).isBetween(-1, 0xffff);
  }
}
