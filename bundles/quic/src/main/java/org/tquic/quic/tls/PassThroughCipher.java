package org.tquic.quic.tls;

import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;

/**
 * Leaves records as they are, since QUIC protects packets instead, RFC 9001 section 4. Handshake
 * messages have the opaque record type on the outside, everything else its own.
 */
final class PassThroughCipher implements TlsCipher {
  @Override
  public TlsEncodeResult encodePlaintext(
      long sequence,
      short contentType,
      ProtocolVersion version,
      int headerLength,
      byte[] plaintext,
      int offset,
      int length) {
    byte[] record = new byte[headerLength + length];
    System.arraycopy(plaintext, offset, record, headerLength, length);
    short recordType =
        contentType == ContentType.handshake ? ContentType.application_data : contentType;
    return new TlsEncodeResult(record, 0, record.length, recordType);
  }

  @Override
  public TlsDecodeResult decodeCiphertext(
      long sequence,
      short recordType,
      ProtocolVersion version,
      byte[] ciphertext,
      int offset,
      int length) {
    return new TlsDecodeResult(ciphertext, offset, length, ContentType.handshake);
  }

  @Override
  public boolean usesOpaqueRecordTypeDecode() {
    return true;
  }

  @Override
  public boolean usesOpaqueRecordTypeEncode() {
    return true;
  }

  @Override
  public int getCiphertextDecodeLimit(int plaintextLimit) {
    return plaintextLimit;
  }

  @Override
  public int getCiphertextEncodeLimit(int plaintextLimit) {
    return plaintextLimit;
  }

  @Override
  public int getPlaintextDecodeLimit(int ciphertextLimit) {
    return ciphertextLimit;
  }

  @Override
  public int getPlaintextEncodeLimit(int ciphertextLimit) {
    return ciphertextLimit;
  }

  @Override
  public void rekeyDecoder() {
    throw new IllegalStateException("QUIC has no KeyUpdate of TLS");
  }

  @Override
  public void rekeyEncoder() {
    throw new IllegalStateException("QUIC has no KeyUpdate of TLS");
  }
}
