package org.tquic.quic.endpoint;

/**
 * What an endpoint has done so far.
 *
 * @param connections connections there are now, of both roles, those that are closing included
 * @param halfOpen of these, clients' that are in the handshake
 * @param accepted connections accepted from clients
 * @param refused connections that the limits or the acceptor refused
 * @param retries Retry packets
 * @param invalidTokens tokens of Retry that were not valid
 * @param versionNegotiations Version Negotiation packets
 * @param resets stateless resets
 * @param faults exceptions that connections, or the application's events of them, threw
 * @param dropped datagrams that led to nothing, those included whose answer a limit held back
 */
public record EndpointCounters(
    int connections,
    int halfOpen,
    long accepted,
    long refused,
    long retries,
    long invalidTokens,
    long versionNegotiations,
    long resets,
    long faults,
    long dropped) {}
