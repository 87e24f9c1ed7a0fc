/** The desk's page: signed out a form, signed in the console. */
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { pageKeep } from "../protocol/keep";
import { Console } from "./console";
import { signOut, whoAmI } from "./link";
import type { SignedIn } from "./link";
import { SignInForm } from "./sign_in";
import { resumed } from "./state";
import type { DeskState } from "./state";
import { deskTexts } from "./texts";
import type { DeskLang } from "./texts";

const langKey = "shopclerk:desk:lang";
const keep = pageKeep();

function firstLang(): DeskLang {
  const kept = keep.get(langKey) ?? navigator.language;
  return kept.startsWith("en") ? "en" : "zh";
}

function Desk() {
  const [lang, setLang] = useState<DeskLang>(firstLang);
  const [signedIn, setSignedIn] = useState<SignedIn | null>(null);
  /** Of a sign-in that has expired: what the agent was doing. */
  const [before, setBefore] = useState<DeskState | null>(null);
  const [asked, setAsked] = useState(false);
  const t = deskTexts[lang];

  useEffect(() => {
    document.documentElement.lang = lang;
    keep.set(langKey, lang);
  }, [lang]);

  useEffect(() => {
    if (!signedIn) document.title = `Shopclerk ${t.title}`;
  }, [signedIn, lang]);

  useEffect(() => {
    void whoAmI().then((answer) => {
      if ("csrf" in answer) setSignedIn(answer);
      setAsked(true);
    });
  }, []);

  if (!asked) return null;
  if (!signedIn) {
    return <SignInForm t={t} lang={lang} setLang={setLang} expired={before !== null}
      onSignedIn={setSignedIn} />;
  }
  const leave = () => {
    void signOut(signedIn.csrf);
    setBefore(null);
    setSignedIn(null);
  };
  const expire = (state: DeskState) => {
    setBefore(state);
    setSignedIn(null);
  };
  return (
    <Console t={t} lang={lang} setLang={setLang} csrf={signedIn.csrf}
      begun={resumed(before, signedIn.agent.id)} onLeave={leave} onExpired={expire} />
  );
}

render(<Desk />, document.getElementById("desk")!);
