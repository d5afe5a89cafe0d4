/** LOCK_* from sys/file.h, for flock(2). */
export const LOCK_EX = 2;
export const LOCK_NB = 4;
export const LOCK_UN = 8;
