/** The steps of an examination, a class each, and what they share. */
package org.tquic.paths.doctor.step;
