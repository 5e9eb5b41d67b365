package org.tquic.interop;

/** Who is who in a test. */
enum Roles {
  OUR_CLIENT,
  OUR_SERVER
}
