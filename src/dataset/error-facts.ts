/** What can be told of an error that the system or the network threw. */
import { z } from 'zod';

const withCode = z.object({ code: z.string() });
const withMessage = z.object({ message: z.string().min(1) });
const withCause = z.object({ cause: z.unknown() });

/** The code of a system error ("ENOENT"), or undefined where it has none. */
export function codeOf(error: unknown): string | undefined {
  return withCode.safeParse(error).data?.code;
}

/** The innermost reason: `fetch` wraps the error that tells ("ECONNREFUSED") in one that does not ("fetch failed"). */
export function reasonOf(error: unknown): string {
  const cause = withCause.safeParse(error).data?.cause;
  if (cause !== undefined && cause !== null) return reasonOf(cause);
  return codeOf(error) ?? withMessage.safeParse(error).data?.message ?? String(error);
}
