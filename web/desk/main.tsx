/** The desk's page: signed out a form, signed in the console. */
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Console } from "./console";
import { signOut, whoAmI } from "./link";
import { SignInForm } from "./sign_in";
import { deskTexts } from "./texts";
import type { DeskLang } from "./texts";

const langKey = "shopclerk:desk:lang";

function firstLang(): DeskLang {
  const kept = localStorage.getItem(langKey) ?? navigator.language;
  return kept.startsWith("en") ? "en" : "zh";
}

function Desk() {
  const [lang, setLang] = useState<DeskLang>(firstLang);
  const [csrf, setCsrf] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const t = deskTexts[lang];

  useEffect(() => {
    document.documentElement.lang = lang;
    document.title = `Shopclerk ${t.title}`;
    localStorage.setItem(langKey, lang);
  }, [lang]);

  useEffect(() => {
    void whoAmI().then((answer) => {
      if ("csrf" in answer) setCsrf(answer.csrf);
      setAsked(true);
    });
  }, []);

  if (!asked) return null;
  if (csrf === null) {
    return <SignInForm t={t} lang={lang} setLang={setLang} onSignedIn={setCsrf} />;
  }
  const leave = () => {
    void signOut(csrf);
    setCsrf(null);
  };
  return (
    <Console t={t} lang={lang} setLang={setLang} csrf={csrf} onLeave={leave}
      onSignedOut={() => setCsrf(null)} />
  );
}

render(<Desk />, document.getElementById("desk")!);
