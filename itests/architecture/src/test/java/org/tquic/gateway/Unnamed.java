package org.tquic.gateway;

/** Stands for any class of a bundle that nothing may name. */
public final class Unnamed {}
