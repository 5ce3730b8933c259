// Ids made by the client, so that a repeated request is recognised as the same one.

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A lower-case ULID: 26 characters that sort by time of creation. */
export function ulid(now = Date.now()): string {
  let time = "";
  for (let rest = now, i = 0; i < 10; i++) {
    time = ALPHABET.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  const random = crypto.getRandomValues(new Uint8Array(16));
  return time + Array.from(random, (byte) => ALPHABET.charAt(byte % 32)).join("");
}
