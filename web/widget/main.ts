/** Defines <shopclerk-chat>; a page needs this one script and the element. */
import { ShopclerkChat } from "./element";

if (!customElements.get("shopclerk-chat")) {
  customElements.define("shopclerk-chat", ShopclerkChat);
}
