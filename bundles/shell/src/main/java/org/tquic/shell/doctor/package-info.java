/** Diagnosis of a server by the paths of its routers. */
package org.tquic.shell.doctor;
