/** The subject of an event about nobody we know, such as a sign-in with an unknown address. */
export const NO_SUBJECT = '00000000-0000-0000-0000-000000000000';
