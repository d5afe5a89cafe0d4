/** LOCK_* from sys/file.h, for flock(2). LOCK_NB is or-ed to one of the others. */
export const LOCK_SH = 1;
export const LOCK_EX = 2;
export const LOCK_NB = 4;
export const LOCK_UN = 8;
