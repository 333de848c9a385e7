import type { Sign } from "../../core/signs/sign.ts";

/** A sign that a result may mislead, with what to do about it: said calmly, beside the result. */
export function SignNotice({ sign }: { readonly sign: Sign | null }) {
  if (sign === null) return null;
  return (
    <div className="q-sign" data-severity={sign.severity} data-testid="sign" data-kind={sign.kind} role="note">
      <span aria-hidden="true">{sign.severity === "warning" ? "▲" : "●"}</span>
      <p>
        {sign.sentence} <strong>{sign.advice}</strong>
      </p>
    </div>
  );
}
