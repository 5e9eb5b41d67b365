PKG_BUILD_DIR?=$(OUT)/build/$(PKG_NAME)-$(PKG_VERSION)

define Build/Compile
	$(MAKE) -C $(PKG_BUILD_DIR)
endef

required=$(foreach field,$(1),$(if $($(field)),,$(error $(PKG_NAME) has no $(field))))

define BuildPackage
$(eval $(Package/$(1)))
$(call required,PKG_VERSION PKG_RELEASE PKG_LICENSE PKG_SOURCE PKG_HASH SECTION CATEGORY TITLE DEPENDS)
$(shell mkdir -p $(OUT)/dl $(OUT)/build $(OUT)/data $(OUT)/control)
$(file >$(OUT)/control/version,$(PKG_VERSION))
$(file >$(OUT)/control/title,$(TITLE))
$(file >$(OUT)/control/depends,$(DEPENDS))
$(file >$(OUT)/control/conffiles,$(Package/$(1)/conffiles))
$(file >$(OUT)/control/config,$(Package/$(1)/config))
$(file >$(OUT)/control/prerm,$(Package/$(1)/prerm))
$(file >$(OUT)/control/postrm,$(Package/$(1)/postrm))
.PHONY: install
install:
	cp $(patsubst file://%,%,$(PKG_SOURCE_URL))/$(PKG_SOURCE) $(OUT)/dl
	echo '$(PKG_HASH)  $(OUT)/dl/$(PKG_SOURCE)' | sha256sum -c --quiet
	tar -xzf $(OUT)/dl/$(PKG_SOURCE) -C $(OUT)/build
	touch $(PKG_BUILD_DIR)/.prepared
$(Build/Compile)
$(call Package/$(1)/install,$(OUT)/data)
	{ find $(OUT)/data -name 'lib*.so*' | sed 's,.*/,,'; $(Package/$(1)/extra_provides) } >$(OUT)/control/provides
	$(RSTRIP) $(OUT)/data
endef
