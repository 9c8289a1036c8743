/** RFC 4271 §5.1.5: a route that came from another AS has this within the own one, unless policy says otherwise. */
export const DEFAULT_LOCAL_PREFERENCE = 100;
