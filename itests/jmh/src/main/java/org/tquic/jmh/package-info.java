/** What the multipath engine costs: time and allocation per packet, memory per connection. */
package org.tquic.jmh;
