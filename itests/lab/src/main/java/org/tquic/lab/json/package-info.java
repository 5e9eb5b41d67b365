/** A small reader and writer of JSON, enough for reports of programs and of the lab. */
package org.tquic.lab.json;
