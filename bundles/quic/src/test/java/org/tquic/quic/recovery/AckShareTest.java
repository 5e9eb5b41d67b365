package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AckShareTest {
  private static final int ACK = 45;
  private static final int FULL = 1_400;

  private final AckShare share = new AckShare();
  private final SentPacket packet = new SentPacket();

  private void send(int count, int bytes, boolean inFlight) {
    packet.bytes = bytes;
    packet.inFlight = inFlight;
    for (int i = 0; i < count; i++) {
      share.add(packet);
    }
  }

  @Test
  void whoOnlyReceivesHasNoDataToLoseRoom() {
    send(10_000, ACK, false);
    assertThat(share.isNoticeable()).isFalse();
  }

  @Test
  void smallPacketsAreNoData() {
    for (int i = 0; i < 1_000; i++) {
      send(1, ACK, false);
      send(1, 110, true);
      assertThat(share.isNoticeable()).isFalse();
    }
  }

  @Test
  void probesOfTheMtuAreNoData() {
    packet.mtuProbe = true;
    send(10, FULL, true);
    packet.mtuProbe = false;
    send(100, ACK, false);
    assertThat(share.isNoticeable()).isFalse();
  }

  @Test
  void acknowledgementsOfAnUploadOnlyAreFew() {
    for (int i = 0; i < 1_000; i++) {
      send(10, FULL, true);
      send(2, ACK, false);
      assertThat(share.isNoticeable()).isFalse();
    }
  }

  @Test
  void acknowledgementsOfALargeDownloadTakeRoomFromAnUpload() {
    for (int i = 0; i < 100; i++) {
      send(10, ACK, false);
      send(1, FULL, true);
    }
    assertThat(share.isNoticeable()).isTrue();
  }

  @Test
  void whatWasSentLongAgoCountsNoMore() {
    send(10_000, FULL, true);
    send(100, ACK, false);
    assertThat(share.isNoticeable()).isTrue();
    send(1_000, ACK, false);
    assertThat(share.isNoticeable()).isFalse();
  }

  @Test
  void smallPacketsMakeItLongAgo() {
    send(10, FULL, true);
    send(20, ACK, false);
    assertThat(share.isNoticeable()).isTrue();
    send(2_000, 110, true);
    assertThat(share.isNoticeable()).isFalse();
  }
}
