package org.tquic.api.doctor;

/**
 * A step of an examination that is done.
 *
 * @param link name of the link
 * @param result what came of it
 */
public record DoctorEvent(String link, StepResult result) {}
