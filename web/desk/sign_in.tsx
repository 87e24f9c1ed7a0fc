/** The form an agent meets first. It tells a wrong sign-in from a busy or absent server. */
import { useRef, useState } from "preact/hooks";
import { signIn } from "./link";
import type { SignedIn } from "./link";
import { LangSwitch, Logo } from "./parts";
import type { DeskLang, DeskTexts } from "./texts";

interface Props {
  t: DeskTexts;
  lang: DeskLang;
  setLang(lang: DeskLang): void;
  /** The agent was signed in a moment ago. */
  expired: boolean;
  onSignedIn(signedIn: SignedIn): void;
}

export function SignInForm({ t, lang, setLang, expired, onSignedIn }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const form = useRef<HTMLFormElement>(null);

  const submit = async (event: Event) => {
    event.preventDefault();
    const fields = new FormData(form.current!);
    setBusy(true);
    setProblem("");
    const answer = await signIn(String(fields.get("login")).trim(), String(fields.get("password")));
    setBusy(false);
    if ("csrf" in answer) return onSignedIn(answer);
    const seconds = Math.max(1, Math.ceil(answer.waitMs / 1000));
    setProblem(answer.refused === "later" ? t.later(seconds) : t[answer.refused]);
    form.current?.querySelector<HTMLInputElement>("[name=password]")?.select();
  };

  return (
    <main class="sign-in">
      <form ref={form} onSubmit={submit}>
        <Logo />
        <h1>{t.signIn}</h1>
        {expired && <p class="expired" role="alert">{t.expired}</p>}
        {!expired && <p class="soft">{t.signInHint}</p>}
        <label>
          {t.login}
          <input name="login" autocomplete="username" required autofocus />
        </label>
        <label>
          {t.password}
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        <p class="problem" role="alert">{problem}</p>
        <button class="primary" disabled={busy}>{busy ? t.entering : t.enter}</button>
      </form>
      <LangSwitch t={t} lang={lang} setLang={setLang} />
    </main>
  );
}
