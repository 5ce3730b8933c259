// The one way to the server: JSON in, JSON out, problems as exceptions.

import { ulid } from "./ulid";
import { words } from "./words";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

export interface FieldProblem {
  pointer: string;
  message: string;
}

/** What the server refused (RFC 9457), or that it could not be reached (`status` 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: FieldProblem[] = [],
  ) {
    super(detail);
  }
}

export interface Answer<T> {
  status: number;
  body: T;
  /** Names the deletion that a DELETE made, for undoing it. */
  deletionId: string | null;
}

export interface RequestOptions {
  body?: Json;
  /** Refuse with 412 if the row has another version by now. */
  version?: number | string | null;
  signal?: AbortSignal;
}

const RETRY_AFTER_MS = [300, 1000];
const KEPT_ALIVE_CHARACTERS = 10_000;
const TRY_AGAIN = new Set([429, 502, 503, 504]);

/** Sends a request; throws `Problem`. Repeats it after a lost connection where that is safe. */
export async function request<T = unknown>(
  method: Method,
  url: string,
  options: RequestOptions = {},
): Promise<Answer<T>> {
  const waits = isRepeatable(method, options) ? RETRY_AFTER_MS : [];
  for (const wait of waits) {
    try {
      return await once<T>(method, url, options);
    } catch (error) {
      if (!(error instanceof Problem) || !(error.status === 0 || TRY_AGAIN.has(error.status))) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return once<T>(method, url, options);
}

export const get = async <T>(url: string): Promise<T> => (await request<T>("GET", url)).body;

/** Creates a row under an id made here: sent twice, it is still one row. */
export function create<T>(url: string, body: JsonObject): Promise<Answer<T>> {
  return request<T>("POST", url, { body: { id: ulid(), ...body } });
}

/** A request that names its result has the same effect twice. A condition on the version has not. */
function isRepeatable(method: Method, { body, version }: RequestOptions): boolean {
  if (version != null) return false;
  return method !== "POST" || (body instanceof Object && "id" in body);
}

async function once<T>(method: Method, url: string, options: RequestOptions): Promise<Answer<T>> {
  const headers = new Headers({ Accept: "application/json" });
  if (options.body !== undefined) headers.set("Content-Type", "application/json");
  if (options.version != null) headers.set("If-Match", `"${options.version}"`);
  const init: RequestInit = { method, headers, signal: options.signal ?? null };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  // What was sent arrives even if the page is left at once; browsers grant this to small bodies.
  if (method !== "GET") init.keepalive = String(init.body ?? "").length < KEPT_ALIVE_CHARACTERS;
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem(0, "unreachable", words.offline);
  }
  if (!response.ok) throw await problemOf(response);
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return {
    status: response.status,
    body: (isJson ? await response.json() : null) as T,
    deletionId: response.headers.get("deletion-id"),
  };
}

async function problemOf(response: Response): Promise<Problem> {
  const body = await response.json().catch(() => ({}));
  const detail = typeof body.detail === "string" ? body.detail : words.serverFault;
  return new Problem(response.status, body.code ?? "unknown", detail, body.errors ?? []);
}
