package org.tquic.quic.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;

/** The extensions that QUIC demands of both ends, RFC 9001 sections 8.1 and 8.2. */
final class QuicExtensions {
  private static final Integer TRANSPORT_PARAMETERS = 0x39;

  private QuicExtensions() {}

  /** The peer's transport parameters. */
  static byte[] transportParameters(Hashtable<?, ?> extensions) throws IOException {
    byte[] parameters =
        extensions == null ? null : TlsUtils.getExtensionData(extensions, TRANSPORT_PARAMETERS);
    if (parameters == null) {
      throw new TlsFatalAlert(AlertDescription.missing_extension, "no transport parameters");
    }
    return parameters;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static void addTransportParameters(Hashtable extensions, byte[] parameters) {
    extensions.put(TRANSPORT_PARAMETERS, parameters);
  }

  static Vector<ProtocolName> protocolNames(List<String> names) {
    Vector<ProtocolName> vector = new Vector<>();
    for (String name : names) {
      vector.add(ProtocolName.asRawBytes(name.getBytes(StandardCharsets.US_ASCII)));
    }
    return vector;
  }

  /** The name that was negotiated, which QUIC cannot do without. */
  static String applicationProtocol(ProtocolName selected, List<String> offered)
      throws IOException {
    if (selected == null) {
      throw new TlsFatalAlert(AlertDescription.no_application_protocol);
    }
    String name = new String(selected.getBytes(), StandardCharsets.ISO_8859_1);
    if (!offered.contains(name)) {
      throw new TlsFatalAlert(AlertDescription.illegal_parameter, "a protocol not offered");
    }
    return name;
  }
}
